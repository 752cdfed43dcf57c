"""Starts a student's server without one optional part that costs half of its start.

To check addresses in the log of events, jsonschema builds a grammar of 17 MB in about a second, if the
package for it is there. Nothing here has such addresses.
"""

import sys

sys.modules["rfc3987_syntax"] = None  # an import of it fails, as where it is not installed

from jupyterhub.singleuser import main

main()
