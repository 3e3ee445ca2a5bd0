config {
  # Stacks are looked at with what they pass to their modules.
  call_module_type = "local"
}

plugin "terraform" {
  enabled = true
  preset  = "all"
}
