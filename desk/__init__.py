"""The public pages and the feeds over HTTP: a Django app."""
