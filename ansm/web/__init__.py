"""The site: Reflex pages, what they show of the domain, and how they are served."""
