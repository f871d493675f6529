"""The command line.

Command modules import at their top only what loads in a few milliseconds: ``tincongdoan --help`` stays quick.
Django's models (after ``access.open_archive``), Scrapy and the extractor are imported in the command, or at
the top of a module that it imports: ``article_view``, ``runs_view``, ``search_view``, ``filters``, ``pages``
and ``explain``.
"""
