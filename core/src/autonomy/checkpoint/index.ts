export { CommandGateway, RecordedPort, type Exchange } from './recorded-port.ts';
