#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A thousand kills at any moment; CALLOUT_SEED repeats a campaign."""

import os
import random

import killing
import tap


class Campaign(killing.Killing):
    def test_a_thousand_kills(self):
        seed = int(os.environ.get("CALLOUT_SEED") or random.randrange(1 << 30))
        print(f"# seed {seed}", flush=True)
        self.assertGreaterEqual(self.campaign(kills=1000, seed=seed, check_every=25), 1000)


if __name__ == "__main__":
    tap.main()
