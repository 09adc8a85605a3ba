"""The one script that stands in readers' pages, and how their content policy knows it."""

import base64
import hashlib

# The reader's choices of light or dark and of the text's size, from this browser alone. In the page, because
# as a file of its own it held up the first paint by 0.1 s on a telephone, and later the page would flash.
# Where storage is off, the page is as the system wants it.
SCRIPT = (
    'try{for(const name of["scheme","size"]){const value=localStorage.getItem("presswerk."+name);'
    "if(value)document.documentElement.dataset[name]=value}}catch{}"
)
# CSP level 3, section 2.3.1 (hash-source): permits these very characters and no others.
SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'"
