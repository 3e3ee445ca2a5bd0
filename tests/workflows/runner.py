"""Runs GitHub workflows of a repository on this machine: every job's `run:` steps for real, one after the other, in a clean folder and
with GitHub's variables, files and contexts; `uses:` steps are played by small stand-ins. Workflows that are called, composite actions
of the repository, matrices, conditions and outputs work as they do on GitHub. Any test may use it: tests/workflows does, and so
does the story of a platform from its first day on (tests/story).

    runner = Runner(repository="/…/bare.git", scratch="/…", tools=["/… with terraform"], environment={"TF_CLI_CONFIG_FILE": …})
    run = runner.run("apply.yml", sha, "push", {"ref": "refs/heads/main"})
    run.result, run.jobs["changes"].outputs, run.roles, run.text()

Stand-ins: checkout is a real clone at the ref, without the runner's login; setup-terraform puts the first of `tools` on PATH; credentials
are made up, and the role is noted in `run.roles`; a cache is an empty folder; artifacts are copied to `run.artifacts`. An action that is
not pinned by a whole commit, a checkout that keeps its login, or credentials without the right to a token fail the job.
"""

import itertools
import os
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import yaml
from expressions import evaluate, interpolate, text_of, truth

LEGS = 2  # of a matrix, side by side
# What would reach for an account or a configuration of whoever runs the tests.
FOREIGN = ("AWS_", "TF_", "TOFU_", "GITHUB_", "RUNNER_", "GIT_", "GH_", "TENANTFORM_")
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")


class StepFailure(Exception):
    """A step did not end well; its output is in the log."""


class Job:
    """What came out of a job, or of one leg of its matrix."""

    def __init__(self, result="success"):
        self.result, self.outputs, self.legs = result, {}, []


class Run:
    """One run of a workflow."""

    def __init__(self, folder):
        self.folder, self.artifacts = folder, os.path.join(folder, "artifacts")
        self.jobs, self.log, self.roles, self.summaries, self.legs = {}, [], [], [], []

    @property
    def result(self):
        return "failure" if any(job.result == "failure" for job in self.jobs.values()) else "success"

    def text(self):
        """Everything that was printed, for people."""
        return "\n".join(f"== {where}: {how}\n{output}" for where, how, output in self.log)


class Leg:
    """A job on its machine: folders, files and variables of its steps."""

    def __init__(self, runner, run, name, job, context):
        self.runner, self.run, self.name, self.job, self.context = runner, run, name, job, context
        self.folder = tempfile.mkdtemp(prefix="job-", dir=run.folder)
        self.workspace, self.temp = os.path.join(self.folder, "workspace"), os.path.join(self.folder, "temp")
        self.home = os.path.join(self.folder, "home")  # Terraform's plugin cache is for one process at a time
        for folder in (self.workspace, self.temp, self.home):
            os.makedirs(folder)
        self.failed, self.exported, self.paths = False, {}, []
        context["runner"] = {"temp": self.temp, "os": "Linux", "arch": "X64"}
        context["steps"] = {}
        context["job"] = {"status": "success"}

    def functions(self):
        return {"success": lambda: not self.failed, "failure": lambda: self.failed, "always": lambda: True, "cancelled": lambda: False}

    def value(self, value, context=None):
        return interpolate(value, context or self.context, self.functions())

    def condition(self, step, context):
        text = str(step.get("if", "success()"))
        text = re.sub(r"^\s*\$\{\{(.*)\}\}\s*$", r"\1", text, flags=re.S)
        if not re.search(r"\b(success|failure|always|cancelled)\(", text):
            text = f"success() && ({text})"
        return truth(evaluate(text, context, self.functions()))

    def environment(self, more):
        github = self.context["github"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        environment.update(
            HOME=self.home, CI="true", GITHUB_ACTIONS="true", GITHUB_SHA=github["sha"], GITHUB_REF=github["ref"],
            GITHUB_REPOSITORY=github["repository"], GITHUB_EVENT_NAME=github["event_name"], GITHUB_WORKSPACE=self.workspace,
            GITHUB_RUN_ID=github["run_id"], GITHUB_SERVER_URL="https://github.com", RUNNER_TEMP=self.temp, RUNNER_OS="Linux")
        environment.update(self.runner.environment)
        environment.update(self.exported)
        environment.update({name: text_of(value) for name, value in more.items()})
        environment["PATH"] = os.pathsep.join([*reversed(self.paths), *self.runner.path, environment["PATH"]])
        return environment

    def steps(self, steps, context, variables, where):
        """Runs steps; returns what each printed into its outputs, by id."""
        for number, step in enumerate(steps, 1):
            title = step.get("name") or step.get("uses") or f"step {number}"
            if not self.condition(step, context):
                continue
            outputs = {}
            env = {**variables, **self.value(step.get("env", {}), {**context, "env": variables})}
            here = {**context, "env": env}
            try:
                if "run" in step:
                    self.shell(step, here, env, outputs, f"{where}: {title}")
                else:
                    self.action(step, here, env, outputs, f"{where}: {title}")
            except StepFailure as failure:
                self.failed = True
                self.run.log.append((f"{where}: {title}", "failed", str(failure)))
            if "id" in step:
                context["steps"][step["id"]] = {"outputs": outputs, "outcome": "failure" if self.failed else "success"}

    def shell(self, step, context, env, outputs, where):
        files = {name: os.path.join(self.temp, f"_{name.lower()}") for name in ("OUTPUT", "ENV", "PATH", "STEP_SUMMARY")}
        for path in files.values():
            open(path, "w", encoding="utf-8").close()
        script = os.path.join(self.temp, "_step.sh")
        with open(script, "w", encoding="utf-8") as file:
            file.write(self.value(step["run"], context))
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if step.get("shell") == "bash" else ["bash", "-e"]
        folder = os.path.join(self.workspace, self.value(step.get("working-directory", "."), context))
        environment = self.environment({**env, **{f"GITHUB_{name}": path for name, path in files.items()}})
        result = subprocess.run([*shell, script], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)
        self.read_files(files, outputs)
        if result.returncode != 0:
            raise StepFailure(f"exit code {result.returncode}\n{result.stdout}")
        self.run.log.append((where, "ok", result.stdout))

    def read_files(self, files, outputs):
        def lines(name):
            with open(files[name], encoding="utf-8") as file:
                return [line for line in file.read().splitlines() if line]

        outputs.update(line.split("=", 1) for line in lines("OUTPUT"))
        self.exported.update(line.split("=", 1) for line in lines("ENV"))
        self.paths.extend(lines("PATH"))
        with open(files["STEP_SUMMARY"], encoding="utf-8") as file:
            self.run.summaries.append(file.read())

    def action(self, step, context, env, outputs, where):
        uses, inputs = step["uses"], self.value(step.get("with", {}), context)
        if uses.startswith("./"):
            return self.composite(uses, inputs, context, where)
        if not PINNED.fullmatch(uses):
            raise StepFailure(f"{uses} is not pinned by its commit")
        stand_in = STAND_INS.get(uses.split("@")[0])
        if stand_in is None:
            raise StepFailure(f"there is no stand-in for {uses}")
        return stand_in(self, inputs, outputs)

    def composite(self, uses, inputs, context, where):
        with open(os.path.join(self.workspace, uses, "action.yml"), encoding="utf-8") as file:
            action = yaml.safe_load(file)
        self.steps(action["runs"]["steps"], {**context, "inputs": inputs, "steps": {}}, {}, where)
        if self.failed:
            raise StepFailure("a step of the action failed")

    def git(self, *arguments):
        result = subprocess.run(["git", *arguments], cwd=self.workspace, env=self.environment({}), stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True)
        if result.returncode != 0:
            raise StepFailure(f"git {' '.join(arguments)}\n{result.stdout}")
        return result.stdout


def checkout(leg, inputs, _outputs):
    """A clone of as much history as the step asks for, with nobody's login left in it."""
    if inputs.get("persist-credentials") is not False:
        raise StepFailure("the checkout keeps the login where every later step finds it")
    ref = inputs.get("ref") or leg.context["github"]["sha"]
    depth = int(inputs.get("fetch-depth", 1))
    serve = "--upload-pack=git -c uploadpack.allowAnySHA1InWant=true upload-pack"
    leg.git("init", "--quiet", ".")
    leg.git("remote", "add", "origin", f"file://{leg.runner.repository}")
    history = [f"--depth={depth}"] if depth else ["+refs/heads/*:refs/remotes/origin/*"]
    leg.git("fetch", "--quiet", serve, "origin", *history, ref)
    leg.git("checkout", "--quiet", "--detach", ref if not depth else "FETCH_HEAD")


def setup_terraform(leg, _inputs, _outputs):
    leg.paths.extend(leg.runner.tools)


def credentials(leg, inputs, _outputs):
    if leg.job.get("permissions", {}).get("id-token") != "write":
        raise StepFailure("the job has no right to a token (permissions: id-token: write)")
    leg.run.roles.append((leg.name, leg.job.get("environment"), inputs["role-to-assume"]))
    leg.exported.update(AWS_ACCESS_KEY_ID="ASIAEXAMPLE", AWS_SECRET_ACCESS_KEY="example", AWS_SESSION_TOKEN="example",
                        AWS_REGION=inputs["aws-region"])


def cache(leg, inputs, _outputs):
    os.makedirs(inputs["path"].replace("~", leg.home), exist_ok=True)


def upload_artifact(leg, inputs, _outputs):
    target = os.path.join(leg.run.artifacts, inputs["name"])
    os.makedirs(target)
    for path in inputs["path"].split():
        if not os.path.exists(path):
            raise StepFailure(f"there is nothing at {path}")
        shutil.copy(path, target)


STAND_INS = {
    "actions/cache": cache,
    "actions/checkout": checkout,
    "actions/upload-artifact": upload_artifact,
    "aws-actions/configure-aws-credentials": credentials,
    "hashicorp/setup-terraform": setup_terraform,
}


class Runner:
    """repository is a bare repository; tools are folders that setup-terraform puts on PATH, path such that are there from the start;
    environment goes to every step."""

    def __init__(self, repository, scratch, tools, path=(), environment=None, name="acme/infrastructure"):
        self.repository, self.scratch, self.tools, self.path, self.name = repository, scratch, list(tools), list(path), name
        self.environment = environment or {}
        self.runs = 0

    def workflow(self, sha, name):
        text = subprocess.run(["git", "-C", self.repository, "show", f"{sha}:.github/workflows/{name}"], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        workflow = yaml.safe_load(text)
        workflow["on"] = workflow.pop(True, workflow.get("on"))  # YAML 1.1 reads on as true
        return workflow

    def run(self, name, sha, event_name, event, ref="refs/heads/main"):
        """Runs a workflow as it is in a commit, for an event."""
        self.runs += 1
        folder = os.path.join(self.scratch, f"run-{self.runs}-{name.removesuffix('.yml')}")
        os.makedirs(folder)
        run = Run(folder)
        github = {"sha": sha, "ref": ref, "repository": self.name, "event_name": event_name, "event": event, "run_id": str(self.runs),
                  "token": "example"}
        workflow = self.workflow(sha, name)
        if event_name not in workflow["on"]:
            raise ValueError(f"{name} does not run on {event_name}")
        self.jobs(run, workflow, {"github": github, "vars": {}}, "")
        return run

    def jobs(self, run, workflow, context, prefix):
        """All jobs of a workflow, those that are needed first. Returns them by id."""
        done, waiting = {}, dict(workflow["jobs"])
        while waiting:
            ready = [name for name, job in waiting.items() if all(need in done for need in needs_of(job))]
            for name in ready:
                done[name] = self.one(run, name, waiting.pop(name), done, context, prefix)
                run.jobs[prefix + name] = done[name]
        return done

    def one(self, run, name, job, done, context, prefix):
        needs = {need: {"result": done[need].result, "outputs": done[need].outputs} for need in needs_of(job)}
        context = {**context, "needs": needs, "strategy": {}, "matrix": {}}
        results = [need["result"] for need in needs.values()]
        functions = {"success": lambda: all(result == "success" for result in results),
                     "failure": lambda: "failure" in results, "always": lambda: True, "cancelled": lambda: False}
        text = re.sub(r"^\s*\$\{\{(.*)\}\}\s*$", r"\1", str(job.get("if", "success()")), flags=re.S)
        if not re.search(r"\b(success|failure|always|cancelled)\(", text):
            text = f"success() && ({text})"
        if not truth(evaluate(text, context, functions)):
            return Job("skipped")
        matrix = interpolate(job.get("strategy", {}).get("matrix", {}), context, functions)
        with ThreadPoolExecutor(LEGS) as pool:
            legs = list(pool.map(lambda entry: self.leg(run, prefix + name, job, {**context, "matrix": entry}), entries(matrix)))
        whole = Job("failure" if any(leg.result == "failure" for leg in legs) else "success")
        whole.legs = legs
        for leg in legs:
            whole.outputs.update(leg.outputs)
        return whole

    def leg(self, run, name, job, context):
        if "uses" in job:
            workflow = self.workflow(context["github"]["sha"], os.path.basename(job["uses"]))
            inputs = interpolate(job.get("with", {}), context)
            label = " ".join(map(text_of, context["matrix"].values()))
            called = self.jobs(run, workflow, {"github": context["github"], "vars": {}, "inputs": inputs}, f"{name} ({label}) / ")
            return Job("failure" if any(part.result == "failure" for part in called.values()) else "success")
        job = {**job, "environment": interpolate(job.get("environment"), context)}
        label = context["matrix"].get("stack") or " ".join(map(text_of, context["matrix"].values()))
        leg = Leg(self, run, f"{name} ({label})" if label else name, job, context)
        leg.steps(job["steps"], leg.context, leg.value(job.get("env", {})), leg.name)
        result = Job("failure" if leg.failed else "success")
        result.outputs = {key: text_of(value) for key, value in leg.value(job.get("outputs", {})).items()}
        run.legs.append((leg.name, result.result))
        shutil.rmtree(leg.folder, ignore_errors=True)
        return result


def needs_of(job):
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else needs


def entries(matrix):
    """The combinations of a matrix, and what `include` lists beside them."""
    if not matrix:
        return [{}]
    axes = {key: values for key, values in matrix.items() if key not in ("include", "exclude")}
    found = [dict(zip(axes, values)) for values in itertools.product(*axes.values())] if axes else []
    return found + list(matrix.get("include", []))
