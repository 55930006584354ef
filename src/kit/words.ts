/** "1 driver", "3 drivers": for the plain English of refusals and answers to admins. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
