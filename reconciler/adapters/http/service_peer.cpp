#include "adapters/http/service_peer.hpp"

#include <utility>

#include "adapters/http/service_parts.hpp"
#include "text/time.hpp"

namespace tariff::http {
namespace {

class HttpPeer final : public ServicePeer {
 public:
  HttpPeer(Service service, Request request) : service_(std::move(service)), request_(std::move(request)) {
    request_.target = service_.base_path() + request_.target;
  }

  ServiceFacts look() override {
    const auto& check = service_.parts().check;
    ServiceFacts facts{service_.origin(), check != nullptr, check != nullptr && check->goes_by_pins()};
    facts.asked = system_now();
    const auto answer = send_once(service_, request_);
    facts.answered = system_now();
    if (check) facts.certificate_ends = check->last_certificate_end();
    if (const auto* reply = reply_of(answer)) facts.server_time = read_rfc1123(reply->header("date"));
    if (const auto* failure = failure_of(answer)) facts.failure = read_error(*failure);
    return facts;
  }

 private:
  Service service_;
  Request request_;
};

}  // namespace

Result<std::unique_ptr<ServicePeer>> make_service_peer(const std::string& url, const TrustRule& trust,
                                                       Request request) {
  auto service = Service::make(url, trust);
  if (!service) return service.error();
  return std::unique_ptr<ServicePeer>(std::make_unique<HttpPeer>(*std::move(service), std::move(request)));
}

}  // namespace tariff::http
