#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What a frame costs while a card is carried over a workflow of 60 steps, faster
# than a hand would, with a new gap every few frames. At 60 frames a second there
# are 16.7 ms. Beside it what the same window costs with nothing in it, drawn
# whole every time.
#
# On a display of its own the frames are drawn by cairo: where there is no
# graphics card GTK would have OpenGL imitated by the processor, and then not
# even the empty window reaches 60 frames a second.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export CALLOUT_DATA_DIR=$top/data
fixture=$top/build/tests/app/workflow/workflow-fixture

# Others on a busy machine must not take the processor in the middle of a frame.
first=()
chrt -f 10 true 2>/dev/null && first=(chrt -f 10)

if [[ -z ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  exec 3< <(exec "${first[@]}" Xvfb -displayfd 1 -screen 0 1366x768x24 -nolisten tcp 2>/dev/null)
  server=$!
  # Expanded now, when the server is known.
  # shellcheck disable=SC2064
  trap "kill $server 2>/dev/null || true" EXIT
  read -r number <&3
  export DISPLAY=:$number GDK_BACKEND=x11 GSK_RENDERER=${GSK_RENDERER:-cairo}
fi
"${first[@]}" "$fixture" --bench --steps=60 "$@" 2>/dev/null
"${first[@]}" "$fixture" --bench --plain "$@" 2>/dev/null
