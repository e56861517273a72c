const SHELLS =
  /^(bash|shell|terminal|exec_command|run_shell_command|local_shell|execute_command)$/i;

/** Whether a tool of this name runs commands in the client's shell. */
export function isShellName(name: string): boolean {
  return SHELLS.test(name);
}
