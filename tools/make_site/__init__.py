"""The notebooks as a website: every scene can be explored in pictures that were made beforehand."""
