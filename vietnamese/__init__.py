"""Rules of the Vietnamese language, as pure functions of text.

This package reads no user files, opens no connections and imports no other package of the project. Times are
Asia/Ho_Chi_Minh: +07:00, without summer time since 1975.
"""
