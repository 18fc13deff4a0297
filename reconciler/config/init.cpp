#include "config/init.hpp"

namespace tariff::config {

std::string starter_file(const InstallationId& installation) {
  return R"(# Which customers are billed for their Kaspersky usage through Tigerpaw, and how.
# `tariff validate` checks this file, `tariff plan` shows what it would change, `tariff apply` does it.
format = 1

# Part of every charge's identity. Written once; never copy it to another installation, never change it.
installation = ")" +
         installation.text() + R"("

# The identity of the ledger, as `tariff ledger init` prints it. Needed once something is to be written.
# ledger = "l-…"

[billing]
external_product = "Kaspersky"   # Tigerpaw's External Product, the one its API user is bound to
currency = "USD"                 # a label for reports
on_zero = "zero"                 # zero | keep: an existing line whose count has fallen to 0

[defaults]                       # what a mapping does not say itself
billing = "observe"              # true | "observe" | false: watch first, then turn customers on one by one
# price_level = "Standard"       # `tariff list price-levels`

# One [[product]] for each Kaspersky application: `tariff list products` shows what is in use.
#
# [[product]]
# name  = "Endpoint Security Select"
# match = ["Kaspersky Endpoint Security for Business - Select*"]   # * any run, ? one character; or "suite_id:2200", "part_number:KL4867*"
# item  = "KES-SELECT"           # one item for every device: `tariff list items`
# count = "in-use"               # in-use | purchased | users | mailboxes; quantity = "peak", included, round_to,
#                                # minimum, maximum, inactive_days and count_grace may stand beside it
#
# [[product]]
# name  = "Endpoint Security Advanced"
# match = ["Kaspersky Endpoint Security for Business - Advanced*"]
# items = { workstation = "KES-ADV-WS", server = "KES-ADV-SRV", other = "KES-ADV-NW" }
#
# [[product]]
# name   = "Management server"
# match  = ["Kaspersky Security Center*"]
# bill   = false                 # known, and not charged for
# reason = "part of the service"

# One [[mapping]] for each customer: `tariff list tenants --unmapped`, `tariff list accounts --unmapped`.
#
# [[mapping]]
# virtual_server = "Contoso"     # or company = "Contoso" (Business Hub); source = "NAME" where there are several
# account        = 10010
# account_name   = "Contoso Ltd" # optional: refused when the live name differs
# agreement      = 50001         # a recurring agreement of that account: `tariff list agreements`
# price_level    = "Gold"        # name or id
# billing        = true
#
# [[mapping.product]]            # other terms for one product of this customer
# name  = "Endpoint Security Select"
# price = "2.75"                 # a fixed unit price; or item, items, price_level; or bill = false with a reason
)";
}

}  // namespace tariff::config
