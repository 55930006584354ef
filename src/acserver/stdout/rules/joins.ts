import { asText, isTrue, type NamedDriver, namedDriver, rule } from '../rule.ts';

const car = { model: asText, carId: Number, driver: namedDriver };
const carOf = ({ model, carId, driver }: { model: string; carId: number; driver: NamedDriver }) => ({
  model,
  carId,
  name: driver.name,
  team: driver.team,
});
const driverAlone = ({ driver }: { driver: NamedDriver }): NamedDriver => driver;

/** The join block and every way to leave. No line about leaving has the GUID; only `TCP connection` has the slot. */
export const joinRules = [
  rule('join-address', /^NEW (?:PICKUP )?CONNECTION from {1,2}(?<address>\S+)$/, {
    address: (address) => (address === '<nil>' ? null : address),
  }),
  rule('join-version', /^VERSION (?<version>\d+)$/, { version: Number }),
  rule('join-car', /^REQUESTED CAR: (?<model>[^*]*)\*?$/, { model: asText }),
  rule('join-guid', /^GUID: (?<guid>\d+)\*?$/, { guid: asText }),
  rule('join-slot-search', /^Looking for available slot by name for GUID (?<guid>\d+) (?<model>\S+)$/, {
    guid: asText,
    model: asText,
  }),
  // Up to v1.8 the search line has no GUID; the second search, by car alone, never has one.
  rule('join-slot-search-bare', /^Looking for available slot(?: by name)?$/, {}),
  rule('join-slot', /^Slot found at index (?<carId>\d{1,3})$/, { carId: Number }),
  rule('join-slot-rejoin', /^Slot found by name at index (?<carId>\d{1,3})$/, { carId: Number }),
  rule('reset-results', /^ResetCarResults, index: (?<carId>\d{1,3})$/, { carId: Number }),
  // A driver may be called "44": the slot comes first, the name second, and the reader counts.
  rule('join-accepted-slot', /^DRIVER ACCEPTED FOR CAR (?<carId>\d{1,3})$/, { carId: Number }),
  rule('join-accepted-name', /^DRIVER ACCEPTED FOR CAR (?<name>.*)$/, { name: asText }),
  rule('join-driver', /^DRIVER: (?<driver>.*)\]$/, { driver: namedDriver }, driverAlone),
  rule('join-refused-password', /^Password check failed, client refused$/, {}),
  rule(
    'client-loaded',
    /^Sending first leaderboard to car: (?<model>\S+) \((?<carId>\d{1,3})\) \[(?<driver>.*)\]\]$/,
    car,
    carOf,
  ),
  rule('checksums', /^Checksums received from {2}(?<driver>.*)\]$/, { driver: namedDriver }, driverAlone),
  rule('checksum-car', /^Car checksum {2}(?<model>\S+) (?<ok>true|false)$/, { model: asText, ok: isTrue }),

  rule('leave-clean', /^Clean exit, driver disconnected: {2}(?<driver>.*)\]$/, { driver: namedDriver }, driverAlone),
  rule('leave-lost', /^Connection is now closed for (?<driver>.*)\]$/, { driver: namedDriver }, driverAlone),
  rule('leave-timeout', /^Driver disconnected for timeout: {2}(?<driver>.*)\]$/, { driver: namedDriver }, driverAlone),
  rule('leave-tcp', /^TCP connection (?<model>\S+) \((?<carId>\d{1,3})\) \[(?<driver>.*)\]\] terminated$/, car, carOf),
  rule('leave-tcp-unknown', /^TCP connection <nil> terminated$/, {}),
  // Printed without its newline: the server's next output is on the same line.
  rule(
    'kicked',
    /^Kicking user {2}(?<driver>.*?)\](?:TCP (?:received|packet) .*)?$/,
    { driver: namedDriver },
    driverAlone,
  ),
] as const;
