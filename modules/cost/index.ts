export type { Amount, AmountChange, CostDelta, CostItem, CostLine, Estimate } from './estimate';
