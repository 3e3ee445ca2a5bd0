package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type peerProvider struct{}

type providerModel struct {
	Catalog types.String `tfsdk:"catalog"`
	Actor   types.String `tfsdk:"actor"`
}

func newProvider() provider.Provider {
	return &peerProvider{}
}

func (*peerProvider) Metadata(_ context.Context, _ provider.MetadataRequest, reply *provider.MetadataResponse) {
	reply.TypeName = "tenantform"
}

func (*peerProvider) Schema(_ context.Context, _ provider.SchemaRequest, reply *provider.SchemaResponse) {
	reply.Schema = schema.Schema{
		Description: "The tenants of a platform, in the catalog of tenantform.",
		Attributes: map[string]schema.Attribute{
			"catalog": schema.StringAttribute{Optional: true, Description: "path of the catalog"},
			"actor":   schema.StringAttribute{Optional: true, Description: "author in the history"},
		},
	}
}

func (*peerProvider) Configure(ctx context.Context, request provider.ConfigureRequest, reply *provider.ConfigureResponse) {
	var model providerModel
	reply.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if reply.Diagnostics.HasError() || model.Catalog.IsUnknown() {
		return
	}
	opened, err := openCatalog(ctx, model.Catalog.ValueString(), model.Actor.ValueString())
	if err != nil {
		reply.Diagnostics.AddAttributeError(path.Root("catalog"), "The catalog cannot be opened", err.Error())
		return
	}
	reply.ResourceData = opened
}

func (*peerProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{newTenantResource}
}

func (*peerProvider) DataSources(context.Context) []func() datasource.DataSource {
	return nil
}
