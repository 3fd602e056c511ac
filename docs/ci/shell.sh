#!/bin/sh
# Checks one provider, or all of oauth-flow.toml, from cron or by hand: keeps the report, and says so only where something
# is new since the last one.
#
#   docs/ci/shell.sh                 every profile of oauth-flow.toml
#   docs/ci/shell.sh work            this one
#
# The exit is that of oauth-flow: 0 nothing that is new failed, 1 something did, 4 no answer came.
set -eu

reports=${REPORTS:-reports}
mkdir -p "$reports"
[ $# -gt 0 ] || set -- --all

# Against the last report that was whole, where there is one.
if [ -f "$reports/last.json" ]; then
    set -- "$@" --baseline "$reports/last.json"
fi

code=0
oauth-flow check "$@" --report "$reports/now.json" --junit "$reports/junit.xml" || code=$?

# What could not be asked is nothing to compare with.
case $code in
0 | 1) mv "$reports/now.json" "$reports/last.json" ;;
esac
exit "$code"
