"""The subcommands of `kg`, one a file; heavy modules are imported when a command runs."""
