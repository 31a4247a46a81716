# Sourced by the commands: goes to the checkout and sets $python to a Python that is new enough.
cd "$(dirname "$0")/.." || exit 1
for python in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11 ""; do
  [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
[ -n "$python" ] || { echo "Python 3.11 or newer is missing: install it, then run this again." >&2; exit 1; }
