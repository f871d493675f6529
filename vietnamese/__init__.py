"""What this project knows of the Vietnamese language, as pure functions of text.

Nothing here opens a file of the user, a network connection or a database, and nothing here imports
another room. Times are Asia/Ho_Chi_Minh, which has been +07:00 without summer time since 1975.
"""
