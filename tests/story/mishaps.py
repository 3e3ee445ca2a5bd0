"""What goes wrong in the story: hand edits, runs that are killed, two at once."""

import os
import shutil
import signal
import subprocess
import time

from world import BETA, GAMMA, STAGING, actions, copy_of, expect, key, managed, wait_for


class Mishaps:
    """Chapters of a Story."""

    def hand_edit(self):
        """A hand edit is caught, by name"""
        self.ada.git("pull", "--quiet", "origin", "main")
        self.ada.tenantform("generate", "--out", self.ada.clone)
        path = os.path.join(self.ada.clone, GAMMA, "main.tf")
        with open(path, "a", encoding="utf-8") as file:
            file.write("# only for now\n")
        said = self.ada.tenantform("generate", "--check", "--out", self.ada.clone, expected=2)
        expect(f"{GAMMA}/main.tf: was changed by hand" in said, said)
        self.ada.tenantform("generate", "--out", self.ada.clone)
        with open(path, encoding="utf-8") as file:
            expect(file.read().endswith("# only for now\n"), "generate overwrites a hand edit")
        self.ada.tenantform("generate", "--force", "--out", self.ada.clone)
        self.ada.tenantform("generate", "--check", "--out", self.ada.clone)
        self.ada.git("checkout", "--quiet", ".")
        self.ada.git("clean", "--quiet", "--force", "-d")
        self.ada.propose("less", "Less memory for both")
        self.ci.deliver("less")
        self.audit()

    def killed_generate(self):
        """generate is killed, at many moments: the output is the old one or the new one, or the next run finishes it"""
        old = copy_of(self.ci.clone, "old")
        new = copy_of(old, "new")
        self.ada.tenantform("platform", "set", "acme", "--tags", "story=killed")
        self.ada.tenantform("generate", "--out", new)
        expect(self.generated(old) != self.generated(new), "there is nothing to generate")
        finished = 0
        for turn in range(12):
            work = copy_of(old, "work")
            process = self.ada.start("generate", "--out", work)
            time.sleep(0.004 * turn)
            process.kill()
            process.communicate()
            finished += process.returncode == 0
            self.ada.tenantform("generate", "--out", work)
            expect(self.generated(work) == self.generated(new), f"killed in turn {turn}: the next run does not finish it")
        expect(finished < 12, "no run was killed")
        self.ada.tenantform("platform", "set", "acme", "--unset", "tags")
        for folder in (old, new, work):
            shutil.rmtree(folder)

    def generated(self, folder):
        found = {}
        for place, names, files in os.walk(folder):
            names[:] = [name for name in names if name not in (".git", ".terraform")]
            for name in files:
                path = os.path.join(place, name)
                if os.path.basename(place) != ".tenantform" or name == "manifest":
                    with open(path, "rb") as file:
                        found[os.path.relpath(path, folder)] = file.read()
        return found

    # Terraform, held at a moment of our choice.

    def start_apply(self, stack, *arguments):
        tool = self.world.tool
        environment = {**tool.environment, "TF_INPUT": "1"}
        return subprocess.Popen([tool.program, "apply", "-no-color", *arguments], cwd=self.ci.stack(stack), env=environment,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                start_new_session=True)

    def locked_by(self, stack):
        return wait_for(lambda: self.bucket.lock(key(stack)), f"a lock of {stack}")

    def two_applies(self):
        """Two applies at once on one stack: one fails and says who has the lock, one waits for it"""
        self.ci.git("pull", "--quiet")
        self.world.tool.run(self.ci.stack(BETA), "init", "-no-color")
        holder = self.start_apply(BETA, "-replace=module.services[\"api\"].aws_ecs_service.this[0]")
        lock = self.locked_by(BETA)
        refused = self.world.tool.run(self.ci.stack(BETA), "apply", "-no-color", "-auto-approve", expected=1)
        expect("Error acquiring the state lock" in refused and lock["ID"] in refused, refused)
        found = self.audit()
        notes = [(finding["kind"], finding["subject"]) for finding in found["findings"]]
        expect(notes == [("locked", BETA)], f"audit notes {notes}")
        before = self.serials()
        waiting = self.start_apply(BETA, "-auto-approve", "-lock-timeout=120s")
        said = holder.communicate("yes\n")[0]
        expect(holder.returncode == 0 and "1 added, 0 changed, 1 destroyed" in said, said)
        said = waiting.communicate()[0]
        if waiting.returncode == 1 and "NoSuchKey" in said:
            # The lock went between being in the way and being read: then Terraform says so and gives up.
            said = self.world.tool.run(self.ci.stack(BETA), "apply", "-no-color", "-auto-approve")
        expect("0 added, 0 changed, 0 destroyed" in said, said)
        expect(self.bucket.lock(key(BETA)) is None, "a lock is left")
        self.only_changed(before, BETA)

    def killed_apply(self):
        """An apply is killed: its lock is left, is told, and is taken away by hand; the next apply finishes the work"""
        self.add_tenant("delta")
        self.ada.propose("delta", "Add delta")
        self.ci.merge("delta")
        stack = f"{STAGING}/tenants/delta"
        planned = self.ci.plan(stack)
        process = self.start_apply(stack, "next.plan")
        for line in process.stdout:
            if ": Creating..." in line:
                break
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        lock = self.locked_by(stack)
        said = self.world.tool.run(self.ci.stack(stack), "plan", "-no-color", expected=1)
        expect("Error acquiring the state lock" in said and lock["ID"] in said, said)
        self.ada.git("fetch", "--quiet")
        found = self.ada.json("audit", "--repo", self.ada.clone, "--branch", "origin/main", "--stale-after", "0", expected=2)
        texts = {finding["kind"]: finding["text"] for finding in found["findings"]}
        expect(lock["ID"] in texts["stale_lock"] and lock["Who"] in texts["stale_lock"], f"audit says {texts}")
        self.world.tool.run(self.ci.stack(stack), "force-unlock", "-force", lock["ID"])
        again = self.ci.plan(stack)
        expect(set(again) <= set(planned) and not actions(again, "delete"), f"after the crash the plan is {sorted(again)}")
        self.ci.apply(stack)
        expect(managed(self.bucket.state(key(stack))) == len(planned), "the next apply does not finish the work")
        self.audit()
