#include "crash_points/mortal.hpp"

namespace tariff::crash_points {

Result<LedgerHead> MortalLedger::append(const LedgerHead& expected, const std::vector<Event>& events) {
  mortality_.pass("before append");
  auto head = ledger_.append(expected, events);
  mortality_.pass("after append");
  return head;
}

WriteAnswer MortalWriter::create(AgreementNumber agreement, const CreateLine& line) {
  mortality_.pass("before create");
  auto answer = writer_.create(agreement, line);
  mortality_.pass("after create");
  return answer;
}

WriteAnswer MortalWriter::set(AgreementNumber agreement, const SetLine& line) {
  mortality_.pass("before set");
  auto answer = writer_.set(agreement, line);
  mortality_.pass("after set");
  return answer;
}

WriteAnswer MortalWriter::remove(AgreementNumber agreement, const RemoveLine& line) {
  mortality_.pass("before remove");
  auto answer = writer_.remove(agreement, line);
  mortality_.pass("after remove");
  return answer;
}

WriteAnswer MortalWriter::link(AccountNumber account, ExternalProductId product,
                               const std::string& product_name, const std::string& external_id) {
  mortality_.pass("before link");
  auto answer = writer_.link(account, product, product_name, external_id);
  mortality_.pass("after link");
  return answer;
}

}  // namespace tariff::crash_points
