#pragma once

#include <string>

#include "contract/security_center/running_center.hpp"

namespace tariff::security_center {

/// Contoso with a server, a workstation and a Linux machine under one key, one of them with two products; a
/// reserve key and a trial key that must not count; Fabrikam, which shares the key; and an empty customer.
inline std::string three_customers() {
  return R"("servers":[
    {"id":3,"uid":"UID-3","name":"Contoso",
     "keys":[{"serial":"SHARED","product_name":"Select","limit_date":"2027-01-31"},
             {"serial":"RESERVE","product_name":"Select","limit_date":"2027-01-31",
              "suite_id":2200,"part_number":"KL4867XAKFS"},
             {"serial":"TRIAL","product_name":"Advanced","key_type":3,"limit_date":"2027-01-31"}],
     "hosts":[{"id":"host-b","name":"SRV","computer_type":36871,
               "keys":[{"serial":"SHARED"},{"serial":"SHARED","product":"1103"},{"serial":"RESERVE","current":false}]},
              {"id":"host-a","name":"PC","keys":[{"serial":"SHARED"}]},
              {"id":"host-c","name":"LINUX","computer_type":2099200,"platform":6,"keys":[{"serial":"SHARED"}]},
              {"id":"host-d","name":"TRY","keys":[{"serial":"TRIAL"}]}]},
    {"id":4,"uid":"UID-4","name":"Fabrikam",
     "keys":[{"serial":"SHARED","product_name":"Select","limit_date":"2027-01-31"}],
     "hosts":[{"id":"host-e","name":"PC","keys":[{"serial":"SHARED"}]}]},
    {"id":5,"uid":"UID-5","name":"Bäckerei Żółć","enabled":true},
    {"id":6,"uid":"UID-6","name":"Gone","enabled":false}])";
}

/// One customer with `hosts` workstations under one key.
inline std::string one_customer(int hosts, const std::string& settings = "") {
  std::string list;
  for (int i = 0; i < hosts; ++i)
    list += (i == 0 ? "" : ",") + std::string(R"({"id":"host-)") + std::to_string(1000 + i) +
            R"(","name":"PC","keys":[{"serial":"KEY"}]})";
  return settings + R"("servers":[{"id":3,"uid":"UID-3","name":"Contoso",
    "keys":[{"serial":"KEY","product_name":"Select","limit_date":"2027-01-31"}],"hosts":[)" +
         list + "]}]";
}

}  // namespace tariff::security_center
