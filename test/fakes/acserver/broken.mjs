// Ends the way acServer does when the entry list names a car that the server does not have.
console.log('Assetto Corsa Dedicated Server v1.15');
console.error('panic: car not found');
process.exit(2);
