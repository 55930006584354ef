/** What a driver is answered who proved a right in the car, or asked for more to be told there. */
export const rightsTexts = {
  adminGranted: () => 'You are an admin now. Commands begin with "!"; !help lists them.',
  spectatorGranted: () => 'You are a spectator now; !spectate says what this server can show.',
  extraInfoOn: () => 'Your car gets extra information until you leave.',
  extraInfoOff: () => 'Your car gets no more extra information.',
};
