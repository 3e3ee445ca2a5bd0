# fish completion for tenantform: the program itself knows the candidates.
complete -c tenantform -a '(tenantform __complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
