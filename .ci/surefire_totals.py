"""Prints how many tests ran, failed and were skipped, from the reports that surefire left behind."""

import pathlib
import sys
import xml.etree.ElementTree

total = failed = skipped = 0
for report in pathlib.Path(sys.argv[1]).rglob("target/surefire-reports/TEST-*.xml"):
    suite = xml.etree.ElementTree.parse(report).getroot()
    total += int(suite.get("tests"))
    failed += int(suite.get("failures")) + int(suite.get("errors"))
    skipped += int(suite.get("skipped"))
print(total, failed, skipped)
