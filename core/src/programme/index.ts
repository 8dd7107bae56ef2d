export {
  agreementSchema,
  CONDITIONS,
  partnerSchema,
  programmeSchema,
  proposalSchema,
  type Agreement,
  type Condition,
  type Partner,
  type Place,
  type Programme,
  type Proposal,
} from './programme-schema.ts';
export { checkInstruments, proposalOf, rightsOf, type DataRights } from './rights.ts';
export {
  MISSION_STATUSES,
  routeMapSchema,
  routeSchema,
  type Route,
  type RouteElement,
  type RouteMap,
  type RouteMapMission,
} from './route-schema.ts';
export { readCsv } from './csv.ts';
export {
  readInstruments,
  readMembers,
  readMissions,
  type Confidence,
  type InstrumentRow,
  type Member,
  type MissionRow,
} from './programme-tables.ts';
