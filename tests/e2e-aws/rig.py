"""What the test runs with: the AWS provider, moto's server, and Terraform told to use both."""

import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "terraform"))

from harness import SKIPPED, Failure, Tool  # noqa: E402

PROVIDER_VARIABLE = "TENANTFORM_AWS_PROVIDER"
IN_MIRROR = "/registry.terraform.io/hashicorp/aws/*/*/terraform-provider-aws*"
REGION = "us-east-1"
HOUR = 3600


def skip(sentence):
    print(f"skipped: {sentence}; tests/e2e-aws/README.md says how to get it")
    sys.exit(SKIPPED)


def find_provider():
    """The real AWS provider: where the variable says, on PATH, or in one of Terraform's plugin folders. None without."""
    if PROVIDER_VARIABLE in os.environ:
        candidates = [os.environ[PROVIDER_VARIABLE]]
    else:
        candidates = [path for folder in os.environ.get("PATH", "").split(os.pathsep)
                      for path in sorted(glob.glob(os.path.join(glob.escape(folder), "terraform-provider-aws*")))]
        for mirror in (os.environ.get("TF_PLUGIN_CACHE_DIR"), os.path.expanduser("~/.terraform.d/plugins"),
                       "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins"):
            if mirror:
                candidates += sorted(glob.glob(glob.escape(mirror) + IN_MIRROR))
    for path in reversed(candidates):
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return os.path.realpath(path)
    return None


class Moto:
    """moto's server on a free port, ended with the object."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = os.path.join(folder, "moto.log")
        self.log = open(self.log_path, "w", encoding="utf-8")
        self.process = subprocess.Popen([sys.executable, "-B", os.path.join(HERE, "moto_server.py"), str(self.port)],
                                        stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        self.wait()

    def wait(self):
        for _ in range(600):
            try:
                self.inventory()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise Failure(f"moto's server does not answer:\n{self.errors()}")

    def inventory(self):
        with urllib.request.urlopen(f"{self.url}/inventory") as answer:
            return json.load(answer)

    def baseline(self):
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/inventory/baseline", method="POST")).close()

    def client(self, service, account=None):
        """A boto3 client of moto's; in an account by the way that Terraform takes, through a role."""
        import boto3
        return boto3.client(service, region_name=REGION, endpoint_url=self.url, **self.login(account))

    def login(self, account):
        if account is None:
            return {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        role = self.client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/operator", RoleSessionName="test")
        keys = role["Credentials"]
        return {"aws_access_key_id": keys["AccessKeyId"], "aws_secret_access_key": keys["SecretAccessKey"],
                "aws_session_token": keys["SessionToken"]}

    def errors(self):
        """What moto could not do: the ends of its tracebacks."""
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-30:])

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


class CloudTool(Tool):
    """Terraform in one account of moto's, with the real AWS provider and the others from the mirror."""

    def __init__(self, program, scratch, mirror, provider_folder, moto, account):
        super().__init__(program, scratch, mirror)
        # An override, not a mirror: Terraform would hash the provider's 850 MB in every command.
        with open(f"{scratch}/cli.tfrc", "w", encoding="utf-8") as config:
            config.write(f'provider_installation {{\n  dev_overrides {{\n    "hashicorp/aws" = "{provider_folder}"\n  }}\n'
                         f'  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
        login = {name.upper(): value for name, value in moto.login(account).items()}
        # S3 Control puts the account in front of the host's name, and nobody resolves that but a proxy. HOME: nobody's ~/.aws.
        self.environment.update(login, AWS_ENDPOINT_URL=moto.url, AWS_REGION=REGION, HTTP_PROXY=moto.url, HOME=scratch)

    def run(self, folder, *arguments, quiet=False, timeout=HOUR):
        """As Tool.run; quiet leaves out what goes to standard error, and a command that takes too long is a failure."""
        process = subprocess.Popen([self.program, *arguments], cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE if quiet else subprocess.STDOUT, text=True,
                                   start_new_session=True)
        late = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGINT))
        late.start()
        try:
            output, errors = process.communicate()
        finally:
            late.cancel()
        if process.returncode != 0:
            said = errors or output
            raise Failure(f"{' '.join(arguments)}: exit code {process.returncode}\n{said[max(said.find('Error: '), 0):]}")
        return output


def provider_folder(provider, scratch):
    """A folder in which Terraform finds the provider under its own name."""
    folder = os.path.join(scratch, "provider")
    os.mkdir(folder)
    os.symlink(provider, os.path.join(folder, "terraform-provider-aws"))
    return folder


def python_with_moto(wanted):
    """Starts this program again with the Python that has moto, or skips."""
    if subprocess.run([sys.executable, "-c", "import moto.server"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        return
    if os.path.realpath(os.path.dirname(sys.executable)) != os.path.realpath(os.path.dirname(wanted)) and shutil.which(wanted):
        os.execv(wanted, [wanted, "-B", *sys.argv])
    skip("there is no moto with its server")
