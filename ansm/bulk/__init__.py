"""Every report of an installation, or of a folder of requests, printed into a folder by all the processors."""
