"""Backups of made-up data by sandyq and by whichever other programs are there, side by side."""
