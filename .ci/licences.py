"""Holds the dependencies to the licences, bans and sources of deny.toml, as `cargo deny check` would."""

import json
import re
import subprocess
import sys
import tomllib


def is_allowed(expression, allowed):
    """Evaluates an SPDX expression; an old `/` means OR."""
    words = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    joined = re.sub(r"(\S+) WITH (\S+)", r"\1_WITH_\2", " ".join(words))
    values = {"AND": "and", "OR": "or", "(": "(", ")": ")"}
    python = [values.get(word) or str(word.replace("_WITH_", " WITH ") in allowed) for word in joined.split()]
    return eval(" ".join(python), {"__builtins__": {}})


def complaints(packages, rules):
    allowed = set(rules["licenses"]["allow"])
    banned = {ban["crate"] for ban in rules["bans"]["deny"]}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        if not is_allowed(package["license"] or "none", allowed):
            yield f"{name}: licence `{package['license']}`"
        if package["name"] in banned:
            yield f"{name}: banned"
        if not (package["source"] or "registry+").startswith("registry+"):
            yield f"{name}: from {package['source']}, not from a registry"


def main():
    assert is_allowed("(MIT OR GPL-3.0) AND Zlib", {"MIT", "Zlib"})
    assert is_allowed("Apache-2.0 WITH LLVM-exception", {"Apache-2.0 WITH LLVM-exception"})
    assert not is_allowed("MIT AND GPL-3.0", {"MIT"})
    with open("deny.toml", "rb") as file:
        rules = tomllib.load(file)
    metadata = subprocess.run(["cargo", "metadata", "--format-version=1", "--locked"], check=True, capture_output=True)
    packages = json.loads(metadata.stdout)["packages"]
    wrong = list(complaints(packages, rules))
    print(*wrong, f"{len(packages)} packages", sep="\n")
    sys.exit(bool(wrong))


main()
