"""The proof: claims of every layer, and of all of them together.

Layers are claimed one by one, because a way to data needs several at once: one that fell would go unnoticed as long as
another holds. The last claim puts them together, and wants both: who may have data reaches it, and nobody else does.
A claim is a method without arguments that gives what contradicts it, a line each.
"""

import inspect

from claims_identity import Identity
from claims_network import Connections
from claims_stores import Stores


class Together:
    def __init__(self, model):
        self.model = model
        self.connections = Connections(model)
        self.stores = Stores(model)

    def data_is_reached_by_its_users_only(self):
        for task in self.model.tasks:
            for data in self.model.data:
                reached = self.connections.connects(task, data) and self.stores.logs_in(task, data)
                if reached != data.is_for(task):
                    yield f"{task} {'reaches' if reached else 'does not reach'} {data}"


LAYERS = (Identity, Connections, Stores, Together)
# Generators that claims are made of.
PARTS = {"powers"}


def claims():
    """name → layer, in the order of the layers."""
    return {
        name: layer
        for layer in LAYERS
        for name, method in vars(layer).items()
        if inspect.isgeneratorfunction(method) and name not in PARTS
    }


def contradictions(model, name):
    return list(getattr(claims()[name](model), name)())
