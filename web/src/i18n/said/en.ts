import { ID, whole, type SaidTexts } from './said.ts';

/** English needs words only where the run has ids: kinds of faults. */
export const said: SaidTexts = {
  exact: {
    arrayString: 'strings of the array lost',
    batteryCell: 'cells of the battery lost',
    linkOutage: 'link out',
    computerReset: 'computer reset',
    heaterStuckOff: 'heater stuck off',
    heaterStuckOn: 'heater stuck on',
    instrumentFault: 'instrument out of order',
    sourceTrip: 'source tripped',
    storageOutage: 'storage out',
    feederOpen: 'feeder open',
    robotFault: 'robot out of order',
  },
  patterns: [
    [whole(`${ID}: ([a-z]+[A-Z]\\w+)`), '$1: $2'],
    [whole(`simulated fault: (\\w+) of ${ID}( for .+)?`), 'simulated fault: $2, $1$3'],
  ],
};
