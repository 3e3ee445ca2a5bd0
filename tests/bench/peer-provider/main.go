// A provider written with terraform-plugin-framework that has the resource tenantform_tenant of
// terraform-provider-tenantform and stores it in the same catalog. The benchmarks of the provider measure against it.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	options := providerserver.ServeOpts{Address: "registry.terraform.io/tenantform/peer"}
	if err := providerserver.Serve(context.Background(), newProvider, options); err != nil {
		log.Fatal(err)
	}
}
