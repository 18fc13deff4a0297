#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/writer_profile.hpp"
#include "sandbox/http_message.hpp"

/// Replies that are well-formed and wrong: what a service makes of its own good reply.
///
/// Shape: each takes a JSON or an XML reply (by its Content-Type) and gives it back with that one change; a
/// body that is neither, and one that has nothing to change, stays as it is.
namespace tariff::sandbox {

/// Every number becomes the text "many".
HttpReply with_wrong_types(HttpReply reply);
/// Every text, number and truth becomes null; in XML every element loses its text.
HttpReply with_nulls(HttpReply reply);
/// Without the members or elements of that name, wherever they stand.
HttpReply without_field(HttpReply reply, std::string_view name);
/// JSON alone: numbers with a decimal point are written with at least so many places, and no needless ones.
HttpReply with_decimal_places(HttpReply reply, std::int64_t places);
/// JSON alone: TotalCount, lKeyCount, total and a number in PxgRetVal are one more than they should be.
HttpReply with_other_totals(HttpReply reply);
/// JSON alone: every list is empty, and every total is 0.
HttpReply with_empty_lists(HttpReply reply);
/// The answer to a write, about another customer: another agreement in SOAP, another ExternalId in JSON.
HttpReply about_another_customer(HttpReply reply, const WriterProfile& profile);
/// The first half of the body, as if it were all.
HttpReply cut_in_half(HttpReply reply);

}  // namespace tariff::sandbox
