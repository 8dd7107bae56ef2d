export { constructMission, readRouteMap, writeConstruct, type RouteMapOnDisk } from './write-construct.ts';
