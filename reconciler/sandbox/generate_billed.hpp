#pragma once

#include "sandbox/generate.hpp"

namespace tariff::sandbox {

/// Customers whom the vendor's tool has billed for months, and `tariff.toml` as who is who: each tenant that
/// has an account, its agreement and the level of its lines, all on observe.
///
/// Shape, by the customer's number i from 0, so that a small world has a little of everything:
/// - names: of twelve four are equal on both sides; others differ in the legal form, case, punctuation,
///   umlauts or one letter; i % 24 = 11 and 23 share nothing with their account's name
/// - cross-references: i % 3 = 0 the tenant's UID, 1 a code of the shop's own, 2 none; i % 24 = 23 the UID
/// - i % 40 = 13: a second account with the same name and another legal form
/// - i % 90 = 50: the account's name holds Cyrillic letters that look like Latin ones
/// - i % 45 = 44: no account; behind them, one account in ten that is nobody's tenant
/// - lines: quantity = the count of the day before, which i % 9 = 4 has moved by one since; i % 20 = 7 has
///   none; i % 60 = 25 has one of the items twice, once by hand; i % 18 = 5 has a line for something else
/// - agreements: i % 25 = 9 has a second one with other lines; i % 50 = 34 has Kaspersky lines on two
/// - i % 15 = 3 is billed at another level than the account's default
/// Requires: tenants and devices are not negative.
GeneratedWorld generate_billed(const GenerateOptions& options);

}  // namespace tariff::sandbox
