"""Link health: do the addresses that records use still open?

`uses` knows the addresses and their records, `checking` opens many of them at a time, `visiting`
one, after `safety` has let it; `judging` says what that makes of a Link. Only the command
check_links opens anything: no request of a reader or editor waits for another host.
"""
