#!/bin/sh
# Reads every object that the commits of a range bring: what anybody must do who looks at them.
git rev-list --objects --no-object-names "$1" --not "$2" | git cat-file --batch --buffer >/dev/null
