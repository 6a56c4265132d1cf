import Marine
import Notifier
import TestSamples

extension NewWebhookEndpoint {
    /// A registration by texts that are within their limits.
    init(
        member: String,
        url: String,
        description: String = "",
        types: [String] = [],
        secret: WebhookSecret? = nil
    ) {
        self.init(
            member: member,
            constant {
                try WebhookRegistration(
                    url: Text(url),
                    description: OptionalText(description),
                    types: Entries(types.compactMap(EventPattern.init))
                )
            },
            secret: secret
        )
    }
}
