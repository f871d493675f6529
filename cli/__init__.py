"""The command line.

Command modules import at their top what loads in a few milliseconds, so that ``tincongdoan --help`` is quick.
What loads Django's models (after ``access.open_archive``), Scrapy or the extractor they import in the command.
Where that is more than a few lines, the code has its own module: ``article_view``, ``runs_view``, ``pages``,
``explain``.
"""
