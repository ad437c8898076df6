"""What the rules find: in everything, before printing, and records that may be one."""
