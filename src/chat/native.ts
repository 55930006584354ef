/**
 * Commands that vanilla acServer runs itself for its own admins. It does not say whether the sender is one, so Pitwall
 * never runs these: run twice, /next_session would skip a session.
 */
const VANILLA: readonly RegExp[] = [
  /^\/(?:next_session|ksns|restart_session|ksrs|client_list)\s*$/i,
  /^\/(?:kick_id|ban_id)\s+\d+\s*$/i,
  /^\/ballast\s+\d+\s+\d+\s*$/i,
  /^\/restrictor\s+\d+\s+\d+\s*$/i,
];

/** @param present the names of the drivers who were there when the line was typed */
export function isRunByVanilla(line: string, present: readonly string[]): boolean {
  const typed = line.trim();
  if (VANILLA.some((form) => form.test(typed))) return true;
  // The whole rest of the line is the name: "/kick 4" looks for a driver called "4".
  const [, name] = /^\/kick\s+(.+)$/i.exec(typed) ?? [];
  return name !== undefined && present.some((each) => each.toLowerCase() === name.toLowerCase());
}
