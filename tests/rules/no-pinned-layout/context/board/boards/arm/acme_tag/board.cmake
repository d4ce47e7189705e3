# acme_tag
