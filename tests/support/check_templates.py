"""Whether the pipelines under ci/templates are what their services read, call only scripts that are there, and keep their promises.

Usage: check_templates.py FOLDER. Exit 1 with a line for each complaint.
"""
import pathlib
import re
import sys

import yaml

WRITING = ("TARIFF_TIGERPAW_SOAP_USER", "TARIFF_TIGERPAW_SOAP_PASSWORD")


def scripts_of(text):
    return re.findall(r"\.tariff/([a-z-]+)(?![a-z.-])", text)


def check_github(name, flow, scripts):
    # `on` is a truth value to YAML 1.1.
    if set(flow) != {"name", True, "permissions", "concurrency", "jobs"}:
        yield f"has the parts {sorted(map(str, flow))}"
    if flow["permissions"] != {}:
        yield "grants permissions to every job"
    if name in ("tariff-merge.yml", "tariff-nightly.yml") and flow["concurrency"] != {"group": "tariff-apply",
                                                                                     "cancel-in-progress": False}:
        yield "may run beside another run that writes, or be cut off by it"
    for title, job in flow["jobs"].items():
        text = yaml.safe_dump(job)
        for step in job["steps"]:
            if ("run" in step) == ("uses" in step):
                yield f"{title}: a step neither runs nor uses something"
            if "uses" in step and not re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]):
                yield f"{title}: uses {step['uses']}"
            if "${{" in step.get("run", ""):
                yield f"{title}: a value of the event becomes shell text"
            if "run" in step and not step["run"].startswith("exec .tariff/"):
                yield f"{title}: the shell stands between the service and the program"
            if step.get("uses", "").startswith("actions/checkout") and step["with"] != {"fetch-depth": 0,
                                                                                       "persist-credentials": False}:
                yield f"{title}: checks out less than the history, or keeps the token"
        if title == "fork" and ("secrets" in text or job["permissions"] != {"contents": "read"} or "environment" in job):
            yield "fork: sees a secret, or may write"
        if job.get("environment") != "tariff-write" and any(secret in text for secret in WRITING):
            yield f"{title}: sees a secret that writes"
        for script in scripts_of(text):
            if script not in scripts:
                yield f"{title}: calls {script}, which is not there"


def check_gitlab(flow, scripts):
    jobs = {title: job for title, job in flow.items() if not title.startswith(".")}
    if set(jobs) != {"tariff-request", "tariff-fork", "tariff-merge", "tariff-nightly", "tariff-drift"}:
        yield f"has the jobs {sorted(jobs)}"
    for title, job in jobs.items():
        if job["extends"] != ".tariff" or not job["rules"] or not job["script"]:
            yield f"{title}: is not whole"
        for line in job["script"] + job.get("after_script", []):
            if not isinstance(line, str):
                yield f"{title}: {line} is no command"
        if title in ("tariff-merge", "tariff-nightly") and job.get("resource_group") != "tariff-apply":
            yield f"{title}: may run beside another run that writes"
        for script in scripts_of(yaml.safe_dump(job)):
            if script not in scripts:
                yield f"{title}: calls {script}, which is not there"
    if jobs["tariff-fork"].get("tags") != []:
        yield "tariff-fork: runs where the services can be reached"


def check_unit(text):
    section = None
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if re.fullmatch(r"\[(Unit|Service|Timer|Install)\]", line):
            section = line
        elif section is None or not re.fullmatch(r"[A-Z][A-Za-z]*=.*", line):
            yield f"has the line {line}"


def main():
    folder = pathlib.Path(sys.argv[1])
    scripts = {path.name for path in (folder / "bin").iterdir()}
    complaints, count = [], 0
    for path in sorted(folder.glob("git*/*.yml")):
        count += 1
        flow = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = check_github(path.name, flow, scripts) if path.parent.name == "github" else check_gitlab(flow, scripts)
        complaints += [f"{path.name}: {complaint}" for complaint in found]
    for path in sorted(folder.glob("systemd/*")):
        complaints += [f"{path.name}: {complaint}" for complaint in check_unit(path.read_text(encoding="utf-8"))]
    count += 1  # the timer of systemd
    print("\n".join([*complaints, f"{count} pipelines, {len(complaints)} complaints"]))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
