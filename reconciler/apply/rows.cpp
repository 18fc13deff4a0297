#include "apply/rows.hpp"

#include "base/guard.hpp"

namespace tariff::apply {

Step RowWork::operator()(const plan::CreateCharge& create) {
  const Step made = steps_.create_at_zero(account_, create);
  if (made.end != StepEnd::proven) return made;
  if (steps_.is_stopped())
    return {StepEnd::failed, "The line stands at 0; writes were stopped before its quantity.", {}};
  return steps_.set({create.key, *made.detail, *made.stands, create.to, create.parts});
}

Step RowWork::operator()(const plan::UpdateCharge& update) {
  return steps_.set({update.key, update.detail, update.from, update.to, update.parts});
}

Step RowWork::operator()(const plan::RetireCharge& retire) {
  const Step set = retire.from.quantity == 0 && retire.line == LineEnd::removed
                       ? Step{StepEnd::proven, "", retire.detail}
                       : steps_.retire(retire);
  if (set.end != StepEnd::proven || retire.line == LineEnd::zero) return set;
  if (steps_.is_stopped())
    return {StepEnd::failed, "The line stands at 0; writes were stopped before it was deleted.", {}};
  return steps_.remove(retire);
}

Step RowWork::operator()(const plan::AdoptCharge& adopt) {
  const Step bound = steps_.adopt(account_, adopt);
  if (bound.end != StepEnd::proven || !adopt.sets()) return bound;
  if (steps_.is_stopped())
    return {StepEnd::failed, "The line is ours; writes were stopped before it was set.", {}};
  return steps_.set({adopt.key, adopt.detail, adopt.found, adopt.wanted, adopt.parts});
}

Step RowWork::create_missing(plan::Move& move) {
  if (move.kind != plan::MoveKind::create) return {StepEnd::proven, "", move.detail};
  const Step made = steps_.create_at_zero(
      account_, plan::CreateCharge{move.key, move.description, move.to, move.parts, move.detail});
  if (made.end != StepEnd::proven) return made;
  move.detail = made.detail;
  move.from = *made.stands;
  return made;
}

Step RowWork::finish(const plan::Move& move) {
  if (steps_.is_stopped())
    return {StepEnd::failed, "Writes were stopped before " + move.key.item.value() + " was set.", {}};
  if (move.kind == plan::MoveKind::retire) return steps_.retire({move.key, *move.detail, move.from});
  return steps_.set({move.key, *move.detail, move.from, move.to, move.parts, false, true});
}

Step RowWork::operator()(const plan::ReplaceCharges& replace) {
  // New lines first and empty, then every decrease, then every increase: a count never stands on two lines.
  auto moves = replace.moves;
  for (auto& move : moves) {
    if (steps_.is_stopped()) return {StepEnd::failed, "Writes were stopped before the new lines stood.", {}};
    if (Step made = create_missing(move); made.end != StepEnd::proven) return made;
  }
  for (const bool decreases : {true, false})
    for (const auto& move : moves) {
      if (move.is_decrease() != (decreases == is_on(Guard::decreases_first))) continue;
      if (Step set = finish(move); set.end != StepEnd::proven) return set;
    }
  return {StepEnd::proven, "", {}};
}

}  // namespace tariff::apply
