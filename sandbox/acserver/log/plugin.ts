/** The log lines for the plugin's commands. */
export const pluginLines = {
  realtimePosInterval: (ms: number) => [`UDP_PLUGIN: Realtime pos interval now set to: ${ms} ms`],
  unknownCar: (carId: number) => [`UDP_PLUGIN: Error, requested CAR INFO for car ${carId} not present`],
  sendChat: (carId: number, message: string) => [`UDP_PLUGIN: Send chat to car ${carId} MESSAGE: ${message}`],
  broadcast: (message: string) => [`UDP_PLUGIN: Broadcast chat MESSAGE: ${message}`, `SERVERCHAT: ${message}`],
  /** Attested for admins in the game; that the plugin's commands are printed the same way is an assumption. */
  adminCommand: (command: string) => [`Admin command: ${command}`],
} as const;
