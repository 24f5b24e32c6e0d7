"""Judges PDF files and tells what is wrong with them, as JSON.

    python validate.py < files.json > findings.json

The input is a list of {file, profiles, typst, standards}: a PDF, the conformances that are to be judged (`ua1`, `a2a`), and,
where it is yet to be made, the Typst source that it is made of and the standards that the compiler is told (`ua-1`). The output maps each file to {check: [what is wrong]}, and under `painted`
and `announced` to its words: as they are painted, and as its tags tell them to those who listen. Page numbers, running heads,
repeated table heads (artifacts) and the labels of lists are no words of the notice, and left out of both.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import page
import pikepdf
import typst
from outloud.model import Document

PROFILES = {"ua1": page.ValidationProfile.PDF_UA_1, "a2a": page.ValidationProfile.PDF_A_2A}
SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
#: Kinds of lists whose labels are words.
WORDS, TERMS = "/None", "/Description"


def run(*command):
    """What a program prints; a program that is not there or fails stops the run."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def compiled(source, file, standards):
    """Compiles Typst source with the fonts of the compiler alone; every warning is a finding."""
    try:
        _, warnings = typst.compile_with_warnings(source, output=file, pdf_standards=standards, ignore_system_fonts=True)
    except typst.TypstError as error:
        return [str(error)]
    return [f"{warning.message} {' '.join(warning.hints)}" for warning in warnings]


def sound(file):
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()


def conforms(file, profile):
    """What page-validation finds against a standard."""
    try:
        report = page.validate_pdf(file, profile=PROFILES[profile])
    except page.PageError as error:
        return [f"{profile}: {error}"]
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    if not found and not report.is_compliant:
        found = [f"{profile}: not compliant"]
    return found


def outloud(files):
    """What outloud finds in each file: errors and warnings."""
    program = Path(sys.executable).with_name("outloud")
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run([program, "--quiet", "--fail-on", "never", "--json", report.name, *files], capture_output=True, check=True)
        results = json.load(report)["results"]
    found = {}
    for file, result in zip(files, results, strict=True):
        told = [result["error"]] if result["error"] else []
        for finding in result["findings"]:
            if finding["severity"] != "info":
                told.append(" ".join(f"{key}={value}" for key, value in finding.items() if isinstance(value, (str, int))))
        found[file] = told
    return found


def fonts(file):
    """Fonts that the file does not carry, or whose letters it does not name."""
    lines = run("pdffonts", file).splitlines()[2:]
    found = ["no font"] if not lines else []
    for line in lines:
        embedded, _, unicode = line.split()[-5:-2]
        if embedded != "yes":
            found.append(f"not embedded: {line.split()[0]}")
        if unicode != "yes":
            found.append(f"without Unicode: {line.split()[0]}")
    return found


def about(file):
    """Title, tags, and what a notice has no use for."""
    lines = dict(line.split(":", 1) for line in run("pdfinfo", file).splitlines() if ":" in line)
    wanted = {"Tagged": "yes", "JavaScript": "no", "Form": "none", "Encrypted": "no"}
    found = [f"{name}: {lines.get(name, '').strip()}" for name, value in wanted.items() if lines.get(name, "").strip() != value]
    if not lines.get("Title", "").strip():
        found.append("no title")
    return found


def has_marks(node):
    """Whether the labels of a list are dots or numbers, not words such as the terms of definitions."""
    attributes = node.get("/A", [])
    for attribute in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(attribute, pikepdf.Dictionary) and attribute.get("/ListNumbering", WORDS) not in (WORDS, TERMS):
            return True
    return False


def tagged(pdf):
    """Marked content in the order of the tags: its page, its number, and whether it is the dot or the number of a point; or
    the text that a tag gives in its stead."""
    found = []

    def walk(node, here, marks, label):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid, here, marks, label)
        elif isinstance(node, pikepdf.Dictionary):
            here = node.get("/Pg", here)
            kind = node.get("/S")
            if "/ActualText" in node:
                found.append(str(node.ActualText))
            elif "/MCID" in node:
                walk(node.MCID, here, marks, label)
            elif "/K" in node:
                walk(node.K, here, has_marks(node) if kind == "/L" else marks, label or (marks and kind == "/Lbl"))
        elif here is not None:
            found.append((here.objgen, int(node), label))

    if "/StructTreeRoot" in pdf.Root:
        walk(pdf.Root.StructTreeRoot, None, False, False)
    return found


def painted(file):
    """The words in the order in which they are painted, by pdftotext."""
    with pikepdf.open(file) as pdf, tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        left_out = {one[:2] for one in tagged(pdf) if isinstance(one, tuple) and one[2]}
        for sheet in pdf.pages:
            kept, hidden = [], []
            for instruction in pikepdf.parse_content_stream(sheet):
                operator = str(instruction.operator)
                if operator in ("BMC", "BDC"):
                    properties = instruction.operands[1] if operator == "BDC" else None
                    content = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                    is_label = content is not None and (sheet.obj.objgen, int(content)) in left_out
                    hidden.append(instruction.operands[0] == "/Artifact" or is_label)
                if operator not in SHOWS_TEXT or not any(hidden):
                    kept.append(instruction)
                if operator == "EMC":
                    hidden.pop()
            sheet.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        pdf.save(copy.name)
        return run("pdftotext", "-raw", "-enc", "UTF-8", copy.name, "-")


def announced(file):
    """The words in the order of the tags; outloud reads what each piece of marked content says."""
    document = Document(file)
    pages = {sheet.objgen: sheet.index for sheet in document.pages}
    words = []
    for one in tagged(document.pdf):
        if isinstance(one, str):
            words.append(one)
        elif not one[2]:
            words.append(document.content(pages[one[0]]).mcid_text.get((None, one[1]), ""))
    document.close()
    return "".join(words)


def judged(job):
    file = job["file"]
    found = {}
    if "typst" in job:
        found["typst"] = compiled(job["typst"], file, job.get("standards", ["ua-1"]))
    if not Path(file).exists():
        return found
    found["qpdf"] = sound(file)
    for profile in job["profiles"]:
        found[profile] = conforms(file, profile)
    if not found["qpdf"]:
        found |= {"fonts": fonts(file), "about": about(file), "painted": [painted(file)], "announced": [announced(file)]}
    return found


def main():
    jobs = json.load(sys.stdin)
    report = {job["file"]: judged(job) for job in jobs}
    whole = [file for file, found in report.items() if "fonts" in found]
    for file, found in outloud(whole).items() if whole else ():
        report[file]["outloud"] = found
    json.dump(report, sys.stdout)


main()
