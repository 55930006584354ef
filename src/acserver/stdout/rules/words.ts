import { driverOf, type Groups, nothing, rule, splitAtLast } from '../rule.ts';

/** Chat, commands, votes, the plugin. Two blanks in a pattern are two blanks in the output. */
export const wordRules = [
  rule('chat', /^CHAT \[(?<name>.*?)\]: (?<text>.*)$/, ({ name, text }) => ({ name, text })),
  // Printed before every chat line, also before ADMIN COMMAND.
  rule('chat-marker', /^CHAT$/, nothing),
  rule('admin-login-attempt', /^ADMIN COMMAND: (?<text>\/admin\b.*)\]$/i, ({ text }) => commandBy(text)?.driver),
  rule('admin-command', /^ADMIN COMMAND: (?<text>.*)\]$/, ({ text }) => {
    const found = commandBy(text);
    return found && { command: found.command, ...found.driver };
  }),
  rule('admin-command-run', /^Admin command: (?<text>.*)$/, ({ text }) => ({ command: text })),
  rule('admin-login-ok', /^Making (?<driver>.*)\] admin$/, ({ driver }) => driverOf(driver)),
  rule('plugin-realtimepos', /^UDP_PLUGIN: Realtime pos interval now set to: (?<ms>\d+) ms$/, ({ ms }) => ({
    ms: Number(ms),
  })),
  rule('plugin-error', /^UDP_PLUGIN: Error, requested CAR INFO for car (?<carId>\d+) not present$/, ({ carId }) => ({
    carId: Number(carId),
  })),
  rule('plugin-send-chat', /^UDP_PLUGIN: Send chat to car (?<carId>\d+) MESSAGE: (?<text>.*)$/, ({ carId, text }) => ({
    carId: Number(carId),
    text,
  })),
  rule('plugin-broadcast', /^UDP_PLUGIN: Broadcast chat MESSAGE: (?<text>.*)$/, ({ text }) => ({ text })),
  rule('checksum-kick', /^SERVERCHAT: (?<name>.*) checksum mismatch\. Kicked$/, ({ name }) => ({ name })),
  rule('server-chat', /^SERVERCHAT: (?<text>.*)$/, ({ text }) => ({ text })),
  rule('vote-kick', /^Creating vote to KICK USER {2}(?<text>.*)\]$/, ({ text }) => {
    const [target, by] = splitAtLast(text, ']  from  ')?.map(driverOf) ?? [];
    return target && by && { target: target.name, by: by.name };
  }),
  rule('vote-next', /^Creating vote to NEXT SESSION from {2}(?<driver>.*)\]$/, ({ driver }) => {
    const found = driverOf(driver);
    return found && { by: found.name };
  }),
  rule('vote-cast', /^Driver {2}(?<driver>.*)\] {2}votes {2}(?<answer>true|false)$/, ({ driver, answer }) => {
    const found = driverOf(driver);
    return found && { name: found.name, yes: answer === 'true' };
  }),
  rule(
    'vote-count',
    /^(?<count>\d+) {2}, {2}(?<number>\d+) {2}vs {2}(?<quorum>\d+)$/,
    ({ count, number, quorum }: Groups) => ({
      clients: Number(count),
      votes: Number(number),
      quorum: Number(quorum),
    }),
  ),
  rule('vote-failed', /^VOTE NOT PASSED !!$/, nothing),
] as const;

/** The last ` received from `: the words before it are the caller's own. */
function commandBy(text: string) {
  const [command = '', by = ''] = splitAtLast(text, ' received from ') ?? [];
  const driver = driverOf(by);
  return driver && { command, driver };
}
