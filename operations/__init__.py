"""What keeps the site running and its data whole: outages, logs, metrics, backups."""
