// Starts like acServer and registers. Then the lobby forgets it, and says so at each heartbeat.
console.log('Assetto Corsa Dedicated Server v1.15');
console.log('Starting HTTP server on port  8081');
console.log('Server started');
console.log('CALLING http://192.0.2.1/lobby.ashx/register?name=forged');
console.log('RESPONSE: OK,1,8081');
console.log('CONNECTED TO LOBBY');
console.log('SENDING http://192.0.2.1/lobby.ashx/ping?session=1&timeleft=600&port=9600&clients=0&track=spa&pickup=1');
console.log('ERROR,SERVER NOT REGISTERED WITH LOBBY - PLEASE RESTART');
setInterval(() => {}, 1000);
process.on('SIGINT', () => process.exit(0));
